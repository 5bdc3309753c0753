import { randomInt } from "node:crypto";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/lib/db/client";
import { emailSchema, newPasswordSchema, personNameSchema, roleSchema, userCreateSchema, type UserCreate } from "@/lib/schemas/user";
import { createUser } from "@/lib/services/users";
import { UsageError } from "./usage-error";

const options = { email: { type: "string" }, role: { type: "string" }, name: { type: "string" }, "password-stdin": { type: "boolean" } } as const;

/**
 * `user create --email E --role R [--name N] [--password-stdin]`: adds a person. Without --password-stdin
 * a first password is made up and printed once on stdout; a password in the arguments would be seen by every process.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parse(args);
  const given = values["password-stdin"] ? (await text(process.stdin)).replace(/\r?\n$/, "") : undefined;
  const password = given ?? makePassword();
  try {
    const user = await createUser(null, requestOf(values, password));
    process.stderr.write(`${user.email} can sign in as ${user.role}.${given === undefined ? " The first password:" : ""}\n`);
    if (given === undefined) process.stdout.write(`${password}\n`);
  } finally {
    await closeDatabase();
  }
}

function parse(args: string[]) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true });
    if (parsed.positionals.length !== 1 || parsed.positionals[0] !== "create") throw new UsageError("Say what to do: user create.");
    return parsed;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Wrong arguments are wrong usage; a password that is too short is bad input. */
function requestOf(values: ReturnType<typeof parse>["values"], password: string): UserCreate {
  if (!values.email) throw new UsageError("Name the user: --email E.");
  const role = roleSchema.safeParse(values.role);
  if (!role.success) throw new UsageError("Give a role: --role admin|analyst|viewer.");
  const email = emailSchema.safeParse(values.email);
  if (!email.success) throw new Error(`“${values.email}” is not an email address.`);
  const name = personNameSchema.safeParse(values.name ?? email.data.split("@")[0]);
  if (!name.success) throw new Error(name.error.issues[0]?.message ?? "The name is not valid.");
  const checked = newPasswordSchema.safeParse(password);
  if (!checked.success) throw new Error(`${checked.error.issues[0]?.message ?? "The password is not valid"}.`);
  return userCreateSchema.parse({ email: email.data, role: role.data, name: name.data, password });
}

/** Without the letters and digits that are taken for one another; about 79 random bits. */
function makePassword(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
