"use client";

import { useState, type ChangeEvent, type FormEvent } from "react";
import type { z } from "zod";
import { ProblemError, problemText } from "@/lib/http/browser-fetch";

type Texts = Record<string, string>;

/** What is wrong: by field, and `root` for what is about none of them. */
type Problems<Values extends Texts> = Partial<Record<keyof Values | "root", string>>;

/**
 * A form of a few texts, checked by its schema before it is sent; what the server refuses stands at the fields it names.
 * Smaller than a form library, for a page that has little else.
 * @param send answers the values that the form shows afterwards
 */
export function useAccountForm<Values extends Texts>(schema: z.ZodType<unknown, Values>, initial: Values, send: (values: Values) => Promise<Values>) {
  const [saved, setSaved] = useState(initial);
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<Problems<Values>>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const checked = schema.safeParse(values);
    if (!checked.success) return show(Object.fromEntries(checked.error.issues.map(({ path, message }) => [String(path[0] ?? "root"), message]).reverse()), form);
    setBusy(true);
    try {
      const now = await send(values);
      setSaved(now);
      setValues(now);
      setProblems({});
    } catch (error) {
      show(problemsOf(error, Object.keys(initial)), form);
    } finally {
      setBusy(false);
    }
  }

  /** Shows what is wrong and takes the keyboard to the first field it is about. */
  function show(found: Record<string, string>, form: HTMLFormElement) {
    setProblems(found as Problems<Values>);
    const first = Object.keys(initial).find((name) => name in found);
    if (first) form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }

  const field = (name: keyof Values & string) => ({
    name,
    value: values[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => setValues({ ...values, [name]: event.target.value }),
  });
  return { field, problems, busy, dirty: JSON.stringify(values) !== JSON.stringify(saved), submit: (event: FormEvent<HTMLFormElement>) => void submit(event) };
}

function problemsOf(error: unknown, names: string[]): Record<string, string> {
  const refused = error instanceof ProblemError ? error.invalidParams.filter(({ name }) => names.includes(name)) : [];
  if (refused.length > 0) return Object.fromEntries(refused.map(({ name, reason }) => [name, reason]));
  const { detail, requestId } = problemText(error);
  return { root: requestId ? `${detail} Reference: ${requestId}` : detail };
}
