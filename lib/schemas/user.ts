import { z } from "zod";

export const roleSchema = z.enum(["viewer", "analyst", "admin"]);
export type Role = z.infer<typeof roleSchema>;

/** Who makes a request, by session or by API token. */
export interface CurrentUser {
  id: string;
  email: string;
  name: string;
  role: Role;
}
