"use client";

import { createContext, useContext, useId, useMemo, type ReactNode } from "react";
import { cn } from "./class-names";

interface FieldContextValue {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldContextValue | null>(null);

/** Ids and states that tie a control to the label, hint and error of the `Field` around it. */
export function useFieldControl(own: { id?: string; "aria-describedby"?: string; "aria-invalid"?: unknown }) {
  const field = useContext(FieldContext);
  return {
    id: own.id ?? field?.id,
    "aria-describedby": own["aria-describedby"] ?? field?.describedBy,
    "aria-invalid": own["aria-invalid"] !== undefined ? Boolean(own["aria-invalid"]) : field?.invalid || undefined,
  };
}

interface FieldProps {
  label: ReactNode;
  /** Small text at the right end of the label's line: a value, a unit. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A label above one control (Input, Select, Textarea, Slider …), with hint and error below; all tied by id. */
export function Field({ label, aside, hint, error, className, children }: FieldProps) {
  const id = useId();
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  const value = useMemo(() => ({ id, describedBy, invalid: Boolean(error) }), [id, describedBy, error]);
  return (
    <FieldContext value={value}>
      <div className={cn("flex min-w-0 flex-col gap-1", className)}>
        <div className="flex items-baseline justify-between gap-2">
          <label htmlFor={id} id={`${id}-label`} className="text-xs text-muted">{label}</label>
          {aside ? <span className="text-xs tabular">{aside}</span> : null}
        </div>
        {children}
        {error ? (
          <p id={`${id}-error`} role="alert" className="text-xs text-danger">{error}</p>
        ) : hint ? (
          <p id={`${id}-hint`} className="text-xs text-muted">{hint}</p>
        ) : null}
      </div>
    </FieldContext>
  );
}
