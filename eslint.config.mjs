import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const readsEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only lib/env.ts reads the environment.",
};

/** Size limits keep a file readable in one sitting; tests may list many cases in one function. */
const config = [
  { ignores: ["node_modules/", ".next/", ".build/", "data/", "lib/db/generated/", "lib/kernels/generated/", "lib/kernels/assembly/", "next-env.d.ts"] },
  ...nextVitals,
  ...nextTypescript,
  {
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-syntax": ["error", readsEnvironment],
      eqeqeq: ["error", "always"],
    },
  },
  { files: ["**/*.tsx"], rules: { "max-lines-per-function": ["error", { max: 150, skipBlankLines: true, skipComments: true }] } },
  { files: ["lib/env.ts", "scripts/**", "tests/**", "*.config.*"], rules: { "no-restricted-syntax": "off" } },
  { files: ["tests/**"], rules: { "max-lines-per-function": "off" } },
  { files: ["app/api/**/route.ts"], rules: { "max-lines": ["error", { max: 60 }] } },
];

export default config;
