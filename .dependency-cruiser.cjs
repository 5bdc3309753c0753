/**
 * Who may import whom: the table of docs/architecture.md, checked at error. What is not listed is forbidden.
 * Node's built-ins and packages are free, but for the ones named below.
 */
const layers = {
  app: ["^app/", "^components/", "^lib/services/", "^lib/report/", "^lib/http/", "^lib/schemas/", "^lib/auth/", "^lib/errors", "^lib/env"],
  components: ["^components/", "^lib/charts/", "^lib/schemas/", "^lib/http/browser-fetch", "^lib/errors", "^lib/preview/"],
  "lib/http": ["^lib/http/", "^lib/auth/", "^lib/db/(is-database|name)-outage", "^lib/errors", "^lib/schemas/", "^lib/env"],
  "lib/auth": ["^lib/auth/", "^lib/db/", "^lib/schemas/", "^lib/errors", "^lib/env"],
  "lib/services": ["^package\\.json$", "^lib/services/", "^lib/auth/(password|token-secret)", "^lib/sql/", "^lib/engagement/", "^lib/db/", "^lib/warehouse/", "^lib/segmentation/", "^lib/recommendation/", "^lib/kernels/", "^lib/report/", "^lib/jobs/enqueue", "^lib/schemas/", "^lib/errors", "^lib/env"],
  "lib/jobs/handlers": ["^lib/jobs/", "^lib/services/", "^lib/schemas/", "^lib/errors", "^lib/env"],
  "lib/jobs/(definitions|enqueue|leases)": ["^lib/jobs/(definitions|enqueue|leases)", "^lib/db/", "^lib/schemas/"],
  "lib/jobs/(run-jobs?|run-worker|job-handlers)": ["^lib/jobs/", "^lib/services/", "^lib/db/is-database-outage", "^lib/schemas/", "^lib/errors", "^lib/env"],
  // The benchmark measures kernels, recommenders, the warehouse and its questions; no other script reaches below the services.
  "scripts/bench": ["^scripts/bench/", "^lib/kernels/", "^lib/recommendation/", "^lib/warehouse/", "^lib/engagement/", "^lib/sql/"],
  "scripts(?!/bench/)": ["^scripts/", "^lib/services/", "^lib/jobs/", "^lib/db/client", "^lib/schemas/", "^lib/errors", "^lib/env"],
  "lib/sql": ["^lib/sql/", "^lib/warehouse/", "^lib/db/", "^lib/schemas/"],
  "lib/db": ["^lib/db/", "^lib/env", "^lib/errors"],
  // Text becomes columns in the kernels' threads.
  "lib/warehouse": ["^lib/warehouse/", "^lib/kernels/(control|quickselect|runtime/|generated/)", "^lib/schemas/", "^lib/errors"],
  "lib/engagement": ["^lib/engagement/", "^lib/kernels/", "^lib/sql/", "^lib/warehouse/", "^lib/schemas/"],
  "lib/segmentation": ["^lib/segmentation/", "^lib/kernels/", "^lib/schemas/", "^lib/errors"],
  "lib/recommendation": ["^lib/recommendation/", "^lib/kernels/", "^lib/schemas/", "^lib/errors"],
  "lib/charts": ["^lib/charts/", "^lib/schemas/", "^lib/errors"],
  "lib/report": ["^lib/report/", "^lib/charts/", "^lib/schemas/"],
  // Agreement of two labelings, names of columns and guesses of their roles are defined once: plain TypeScript that runs in a browser, too.
  "lib/preview": ["^lib/preview/", "^lib/kernels/rand-index", "^lib/warehouse/(column-names|guess-(kind|roles))", "^lib/charts/", "^lib/schemas/", "^lib/errors"],
  "lib/kernels": ["^lib/kernels/"],
  "lib/schemas": ["^lib/schemas/"],
  "lib/env": [],
  "lib/errors": [],
};

const outside = ["node_modules", "^node:"];
const builtIn = { dependencyTypesNot: ["core", "npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "unknown", "undetermined"] };

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([from, allowed]) => ({
      name: `layer-${from.replaceAll("/", "-")}`,
      severity: "error",
      comment: `${from} may import only: ${allowed.join(" ")}`,
      from: { path: `^${from}(/|\\.ts$)` },
      to: { pathNot: [...allowed, ...outside], ...builtIn },
    })),
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "no-barrels", severity: "error", from: {}, to: { path: "(^|/)index\\.tsx?$", pathNot: "node_modules" } },
    { name: "duckdb-in-warehouse-only", severity: "error", from: { pathNot: "^lib/warehouse/" }, to: { path: "@duckdb/node-api" } },
    { name: "prisma-and-pg-in-db-only", severity: "error", from: { pathNot: "^(lib/db/|lib/jobs/|scripts/)" }, to: { path: "node_modules/(pg|@prisma)/" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(lib/db/generated|lib/kernels/generated|lib/kernels/assembly)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js"], conditionNames: ["import", "require", "node", "default"], exportsFields: ["exports"] },
  },
};
