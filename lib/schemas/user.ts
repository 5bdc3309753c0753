import { z } from "zod";
import { idSchema, pageSchema } from "./paging";

export const roleSchema = z.enum(["viewer", "analyst", "admin"]);
export type Role = z.infer<typeof roleSchema>;

/** Who makes a request, by session or by API token. */
export interface CurrentUser {
  id: string;
  email: string;
  name: string;
  role: Role;
}

/** Emails are compared without case, so they are stored in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An email address has at most 254 characters")
  .pipe(z.email("Write an email address, like dana@example.com"));

/** Length is what makes a password strong; no rule asks for kinds of characters. */
export const newPasswordSchema = z
  .string()
  .min(10, "A password has at least 10 characters")
  .max(200, "A password has at most 200 characters");

export const personNameSchema = z
  .string()
  .trim()
  .min(1, "Give a name")
  .max(120, "A name has at most 120 characters")
  .regex(/^[^\u0000-\u001f\u007f]*$/u, "A name has no line breaks or control characters");

export const userSchema = z.object({
  id: idSchema,
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  /** Disabled users can't sign in and their tokens don't work; what they made stays. */
  disabled: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().optional(),
});
export type User = z.infer<typeof userSchema>;
export const userPageSchema = pageSchema(userSchema);

export const setupRequestSchema = z.strictObject({ name: personNameSchema, email: emailSchema, password: newPasswordSchema });
export type SetupRequest = z.infer<typeof setupRequestSchema>;

export const userCreateSchema = z.strictObject({ name: personNameSchema, email: emailSchema, role: roleSchema, password: newPasswordSchema });
export type UserCreate = z.infer<typeof userCreateSchema>;

export const userPatchSchema = z.strictObject({
  name: personNameSchema.optional(),
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
});
export type UserPatch = z.infer<typeof userPatchSchema>;

export const passwordResetSchema = z.strictObject({ password: newPasswordSchema });

export const accountPatchSchema = z.strictObject({ name: personNameSchema });

export const passwordChangeSchema = z.strictObject({
  currentPassword: z.string().min(1, "Type your present password").max(1000),
  newPassword: newPasswordSchema,
});
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const doneSchema = z.object({ done: z.literal(true) });
