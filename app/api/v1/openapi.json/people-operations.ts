import { describeRoute } from "@/lib/http/openapi/api-operation";
import * as accountPassword from "../account/password/route";
import * as account from "../account/route";
import * as accountSessions from "../account/sessions/route";
import * as audit from "../audit/route";
import * as setup from "../setup/route";
import * as token from "../tokens/[id]/route";
import * as tokens from "../tokens/route";
import * as userPassword from "../users/[id]/password/route";
import * as user from "../users/[id]/route";
import * as users from "../users/route";

const accountTag = "Account";
const peopleTag = "People";

export const peopleOperations = [
  ...describeRoute("/api/v1/account", accountTag, account, {
    GET: { summary: "Get the user that the request is made as" },
    PATCH: { summary: "Change one’s own name" },
  }),
  ...describeRoute("/api/v1/account/password", accountTag, accountPassword, { PUT: { summary: "Change one’s own password", description: "Ends the user’s sessions on all other devices." } }),
  ...describeRoute("/api/v1/account/sessions", accountTag, accountSessions, { DELETE: { summary: "End one’s own sessions on all other devices" } }),
  ...describeRoute("/api/v1/tokens", accountTag, tokens, {
    GET: { summary: "List API tokens", description: "Administrators may ask for everybody’s with `owner=all`." },
    POST: { summary: "Create an API token", description: "The answer is the only place that ever shows the token. Needs a browser’s session." },
  }),
  ...describeRoute("/api/v1/tokens/{id}", accountTag, token, { DELETE: { summary: "Revoke an API token" } }),
  ...describeRoute("/api/v1/users", peopleTag, users, { GET: { summary: "List users" }, POST: { summary: "Add a user with a first password" } }),
  ...describeRoute("/api/v1/users/{id}", peopleTag, user, {
    GET: { summary: "Get a user" },
    PATCH: { summary: "Change a user’s name or role, disable or enable them" },
  }),
  ...describeRoute("/api/v1/users/{id}/password", peopleTag, userPassword, { PUT: { summary: "Set a user’s password and end their sessions" } }),
  ...describeRoute("/api/v1/audit", peopleTag, audit, { GET: { summary: "List what happened: sign-ins, changes to people and tokens" } }),
  ...describeRoute("/api/v1/setup", peopleTag, setup, { POST: { summary: "Make the first administrator", description: "Only while there is no user." } }),
];
