const development = process.env.NODE_ENV === "development";

/**
 * What a page may load and run: its own origin, and nothing that a stored text could smuggle in from elsewhere.
 * Next writes its page data as inline scripts, hence 'unsafe-inline'; only development evaluates code and opens a socket.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  // Posters stand where the catalogue says (docs/decisions/item-pictures.md).
  "img-src 'self' data: blob: https:",
  "font-src 'self' data:",
  `connect-src 'self' data: blob:${development ? " ws:" : ""}`,
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of everything; a start must not wait for that, nor fail for a test's type.
  typescript: { ignoreBuildErrors: true },
  // Native or self-locating modules stay outside the bundle.
  serverExternalPackages: ["@duckdb/node-api", "@node-rs/argon2", "pg", "pg-boss", "pino", "@tus/server", "@tus/file-store"],
  experimental: {
    // forbidden() answers 403 with app/forbidden.tsx where a role is not enough.
    authInterrupts: true,
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default nextConfig;
