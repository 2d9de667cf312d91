/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` type-checks everything, tests included; a start on a fresh machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "pg",
    "pg-boss",
    "nodemailer",
    "prom-client",
  ],
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "1mb" } },
  turbopack: { root: import.meta.dirname },
};
