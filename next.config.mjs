/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or self-locating modules stay outside the bundle.
  serverExternalPackages: ["@duckdb/node-api", "@node-rs/argon2", "pg", "pg-boss", "pino", "@tus/server", "@tus/file-store"],
};

export default nextConfig;
