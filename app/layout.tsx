import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Firstcall", template: "%s · Firstcall" },
  description: "Which leads to call first, why, and whom to stop calling.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f9f8" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1413" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // theme.js writes data-theme and data-os before React wakes up, hence the suppressed warning.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Blocking on purpose: a deferred script would flash the wrong theme. A file, so the CSP needs no nonce. */}
        <script src="/theme.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}
