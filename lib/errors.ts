/**
 * The closed set of things that can go wrong, each with its HTTP status and title.
 * Codes are `snake_case`, domain first. `message` is for the log; `userMessage` is for the screen
 * and says what happened and what to do.
 */
export const errorCodes = {
  bad_request: { status: 400, title: "The request is not valid" },
  unauthenticated: { status: 401, title: "Sign in to continue" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  cross_site_refused: { status: 403, title: "The request came from another site" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "This method is not possible here" },
  conflict: { status: 409, title: "This conflicts with the present state" },
  payload_too_large: { status: 413, title: "The file is too large" },
  too_many_requests: { status: 429, title: "Too many attempts" },
  setup_already_done: { status: 409, title: "Set-up is already done" },
  dataset_not_ready: { status: 409, title: "The dataset is not ready" },
  dataset_unreadable: { status: 422, title: "The file can't be read" },
  dataset_empty: { status: 422, title: "The file has no usable row" },
  dataset_in_use: { status: 409, title: "The dataset is in use" },
  segmentation_impossible: { status: 422, title: "This segmentation is not possible" },
  segmentation_too_large: { status: 422, title: "This segmentation needs too much memory" },
  segmentation_not_finished: { status: 409, title: "The segmentation has not finished" },
  recommendation_impossible: { status: 422, title: "Nothing can be recommended from this" },
  recommendation_too_large: { status: 422, title: "This recommender needs too much memory" },
  recommender_not_ready: { status: 409, title: "The recommender is not ready" },
  job_cancelled: { status: 409, title: "The job was cancelled" },
  storage_full: { status: 507, title: "The disk is full" },
  database_unavailable: { status: 503, title: "The database can't be reached" },
  internal: { status: 500, title: "Something went wrong" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** One input that was refused: its path in the request and why. */
export interface InvalidParam {
  name: string;
  reason: string;
}

/** An error that is meant: it has a code, a text for the log and a text for the screen. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** All that Next passes on to an error page of what a server component threw. */
  readonly digest: ErrorCode;
  readonly userMessage: string;
  readonly invalidParams: InvalidParam[];
  /** When to try again, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    userMessage: string,
    options: { cause?: unknown; message?: string; invalidParams?: InvalidParam[]; retryAfterSeconds?: number } = {},
  ) {
    super(options.message ?? userMessage, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.digest = code;
    this.userMessage = userMessage;
    this.invalidParams = options.invalidParams ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}
