/** The lists of the administration, each path being its query key too. */
export const usersPath = "/api/v1/users?limit=100";
export const allTokensPath = "/api/v1/tokens?owner=all&limit=100";
export const ownTokensPath = "/api/v1/tokens?owner=mine&limit=100";
export const auditPath = "/api/v1/audit?limit=25";
