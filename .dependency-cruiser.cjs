/**
 * The map of the house (lib/decisions/ARCHITECTURE.md), enforced. Default deny: every folder says what it may import,
 * and a rule names its reason. lib/testing/import-map holds one deliberately wrong file a rule; a test proves that
 * each is caught.
 */

const CODE = "^(app|components|lib|prisma/seed|e2e)/";
const TESTS = "\\.(test|spec|bench)\\.tsx?$|^lib/testing/|^e2e/";
const GENERATED = "^lib/platform/db/generated/";

/** Platform is where packages are tamed; it may choose any. */
const ANY = null;

/** What `from` may import of the project's own files and of packages; everything else is refused. */
function only({ name, comment, from, fromNot, own, packages }) {
  const pathNot = [TESTS, GENERATED, ...(fromNot ? [fromNot] : [])];
  return [
    {
      name: `${name}-own`,
      comment,
      severity: "error",
      from: { path: from, pathNot },
      to: { path: CODE, pathNot: own },
    },
    packages !== ANY && {
      name: `${name}-packages`,
      comment,
      severity: "error",
      from: { path: from, pathNot },
      to: {
        dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "core", "npm-no-pkg", "unknown"],
        ...(packages?.length > 0 ? { pathNot: packages } : {}),
      },
    },
  ].filter(Boolean);
}

const pkg = (...names) => names.map((name) => `(^|node_modules/)${name.replace("/", "\\/")}(/|$)`);
const NODE = [
  "^node:",
  "^(assert|buffer|child_process|crypto|events|fs|fs/promises|http|https|net|os|path|process|stream|stream/promises|url|util|worker_threads|zlib|readline|timers/promises|perf_hooks|module|async_hooks|v8)$",
];
const UI = pkg(
  "react",
  "react-dom",
  "next",
  "lucide-react",
  "radix-ui",
  "clsx",
  "tailwind-merge",
  "geist",
  "next-auth",
  "recharts",
  "@tanstack/react-table",
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...only({
      name: "core",
      comment:
        "The core is pure: no package, no Node, nothing of the house. Time, seed and artefact are arguments.",
      from: "^lib/core/",
      own: ["^lib/core/"],
      packages: [],
    }),
    ...only({
      name: "present",
      comment: "Wording and chart preparation are pure: they know core and their own words.",
      from: "^lib/present/",
      own: ["^lib/core/", "^lib/present/"],
      packages: [],
    }),
    ...only({
      name: "platform",
      comment: "Platform is the ground: packages and core types, never a module that stands on it.",
      from: "^lib/platform/",
      fromNot: "^lib/platform/server/",
      own: ["^lib/platform/", "^lib/core/"],
      packages: ANY,
    }),
    ...only({
      name: "server",
      comment: "The one HTTP server knows the API and Next, and no page or module.",
      from: "^lib/platform/server/",
      own: ["^lib/platform/", "^lib/api/", "^lib/core/"],
      packages: ANY,
    }),
    ...only({
      name: "modules",
      comment:
        "A module stands on core, platform, present and other modules' exports; Next belongs to its actions and loaders.",
      from: "^lib/modules/",
      fromNot: "^lib/modules/[^/]+/(actions|loaders)[a-z-]*\\.ts$",
      own: ["^lib/core/", "^lib/platform/", "^lib/present/", "^lib/modules/"],
      packages: [...pkg("zod"), ...NODE],
    }),
    ...only({
      name: "actions",
      comment: "Actions and loaders alone may speak to Next and React's request cache.",
      from: "^lib/modules/[^/]+/(actions|loaders)[a-z-]*\\.ts$",
      own: ["^lib/core/", "^lib/platform/", "^lib/present/", "^lib/modules/"],
      packages: [...pkg("zod", "next", "react"), ...NODE],
    }),
    ...only({
      name: "api",
      comment: "The machine API calls the same modules as the screens, through Hono and Zod.",
      from: "^lib/api/",
      own: ["^lib/core/", "^lib/platform/", "^lib/present/", "^lib/modules/", "^lib/api/"],
      packages: [...pkg("zod", "hono", "@hono/zod-openapi", "@hono/node-server"), ...NODE],
    }),
    ...only({
      name: "tracker",
      comment:
        "The tracker runs on other people's pages: it stands alone, or it would not weigh two kilobytes.",
      from: "^lib/tracker/[^/]+\\.ts$",
      own: ["^lib/tracker/"],
      packages: [],
    }),
    ...only({
      name: "components",
      comment: "Components show what they are given: never data, loaders or platform.",
      from: "^components/",
      own: [
        "^components/",
        "^lib/present/",
        "^lib/core/",
        "^lib/modules/[^/]+/(types|actions|query)[a-z-]*\\.ts$",
        "^lib/platform/auth/roles\\.ts$",
      ],
      packages: UI,
    }),
    ...only({
      name: "pages",
      comment: "Pages call loaders and actions and hand plain data to components.",
      from: "^app/",
      fromNot: "/route\\.ts$",
      own: [
        "^app/",
        "^components/",
        "^lib/present/",
        "^lib/core/",
        "^lib/modules/[^/]+/(types|actions|loaders|query)[a-z-]*\\.ts$",
        "^lib/platform/(auth|env|clock)",
        "\\.css$",
      ],
      packages: [...UI, ...pkg("zod")],
    }),
    ...only({
      name: "routes",
      comment: "Route handlers mount the API, sign-in, uploads and downloads.",
      from: "^app/.*/route\\.ts$",
      own: [
        "^lib/api/",
        "^lib/platform/",
        "^lib/modules/[^/]+/(types|actions|loaders|query)[a-z-]*\\.ts$",
        "^lib/present/",
        "^lib/core/",
      ],
      packages: [...pkg("next", "next-auth", "zod", "hono"), ...NODE],
    }),
    {
      name: "nothing-imports-app-or-entry-points",
      comment: "Pages and entry points are where the house ends; nothing may stand on them.",
      severity: "error",
      from: { path: "^(components|lib/(core|present|platform|modules|api)|prisma/seed)/", pathNot: TESTS },
      to: { path: "^(app|lib/cli|lib/worker|lib/bench)/" },
    },
    {
      name: "prisma-client-in-its-place",
      comment: "Connections are made in platform; everybody else is handed a transaction by withTenant.",
      severity: "error",
      from: {
        path: CODE,
        pathNot: [
          "^lib/platform/(db|jobs|embedded-postgres)/",
          "^lib/platform/live\\.ts$",
          "^lib/cli/schema-engine/",
          TESTS,
        ],
      },
      to: {
        path: ["^lib/platform/db/generated/", "node_modules/(@prisma/client|pg)/"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "threads-stay-out-of-pages",
      comment:
        "Training threads bring a TypeScript loader along, which no page can be built with; jobs start them.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/platform/training-(thread|crew)/", reachable: true },
    },
    {
      name: "crm-clients-stay-out-of-pages",
      comment:
        "The clients of CRMs are megabytes that no page needs: jobs open them, when there is something to write.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/platform/crm/(open|salesforce|hubspot)\\.ts$", reachable: true },
    },
    {
      name: "tests-stay-tests",
      comment: "What the product runs must not depend on its tests.",
      severity: "error",
      from: { path: CODE, pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: "no-circular",
      comment: "Modules form a hierarchy; a circle has no bottom to test from.",
      severity: "error",
      from: { pathNot: GENERATED },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", GENERATED] },
    exclude: { path: ["^\\.next", "^node_modules/.cache", "^lib/testing/import-map/fixtures"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
