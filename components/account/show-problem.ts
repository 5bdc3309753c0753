import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { ProblemError, problemText } from "@/lib/http/browser-fetch";

/** Puts what the server refused at the fields it names (focusing the first), and everything else above the form. */
export function showProblem<Values extends FieldValues>(form: UseFormReturn<Values>, error: unknown): void {
  const names = new Set(Object.keys(form.getValues()));
  const refused = error instanceof ProblemError ? error.invalidParams.filter(({ name }) => names.has(name)) : [];
  refused.forEach(({ name, reason }, position) => {
    form.setError(name as Path<Values>, { message: reason }, { shouldFocus: position === 0 });
  });
  if (refused.length > 0) return;
  const { detail, requestId } = problemText(error);
  form.setError("root", { message: requestId ? `${detail} Reference: ${requestId}` : detail });
}
