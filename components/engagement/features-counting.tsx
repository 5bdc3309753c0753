"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { timezoneNames } from "@/lib/charts/timezone-names";
import type { FeaturesOffer } from "@/lib/schemas/event-features";
import type { FeaturesDraft } from "./features-draft";

interface FeaturesCountingProps {
  offer: FeaturesOffer;
  draft: FeaturesDraft;
  problems: { gapMinutes?: string };
  onChange: (change: Partial<FeaturesDraft>) => void;
}

/** Zone, pause and day that the features are counted by; money and orders; whether they follow the events. */
export function FeaturesCounting({ offer, draft, problems, onChange }: FeaturesCountingProps) {
  const zones = timezoneNames(Intl.supportedValuesOf("timeZone"), draft.timezone);
  return (
    <>
      <Part title="How it is counted">
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="Time zone" hint="of days, hours and weekends">
            <Select value={draft.timezone} onChange={(event) => onChange({ timezone: event.target.value })}>{zones.map((zone) => <option key={zone} value={zone}>{zone}</option>)}</Select>
          </Field>
          <Field label="A session ends after a pause of" aside="minutes" error={problems.gapMinutes}>
            <Input inputMode="decimal" value={draft.gapMinutes} onChange={(event) => onChange({ gapMinutes: event.target.value })} />
          </Field>
          <Field label="As of" hint={draft.asOf === "" ? `the data’s last day, now ${offer.lastDay}` : "the last day that counts"}>
            <Input type="date" min={offer.firstDay} value={draft.asOf} onChange={(event) => onChange({ asOf: event.target.value })} />
          </Field>
        </div>
      </Part>
      {offer.purchases.numberColumns.length > 0 ? <Purchases offer={offer} draft={draft} onChange={onChange} /> : null}
      <Part title="When the events get a new version">
        <Tick checked={draft.follows} onChange={(follows) => onChange({ follows })}>Make the features again by themselves, as a new version with the same columns</Tick>
      </Part>
    </>
  );
}

function Purchases({ offer, draft, onChange }: Omit<FeaturesCountingProps, "problems">) {
  const { numberColumns, basketColumns } = offer.purchases;
  const hasAmount = draft.amountColumn !== "";
  return (
    <Part title="Money and orders">
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Amount" hint={hasAmount && draft.quantityColumn !== "" ? "of one piece" : "of a whole line"}>
          <ColumnSelect names={numberColumns} value={draft.amountColumn} none="No money" onChange={(amountColumn) => onChange({ amountColumn, ...(amountColumn === "" && { quantityColumn: "", positiveOnly: false }) })} />
        </Field>
        <Field label="Times the quantity" hint="pieces of a line">
          <ColumnSelect names={numberColumns.filter((name) => name !== draft.amountColumn)} value={draft.quantityColumn} none="The amount is all" disabled={!hasAmount} onChange={(quantityColumn) => onChange({ quantityColumn })} />
        </Field>
        <Field label="Order that a line belongs to" hint={draft.basketColumn === "" ? "frequency counts lines" : "frequency counts orders"}>
          <ColumnSelect names={basketColumns} value={draft.basketColumn} none="Each line alone" onChange={(basketColumn) => onChange({ basketColumn })} />
        </Field>
      </div>
      <Tick className="mt-2" checked={draft.positiveOnly} disabled={!hasAmount} onChange={(positiveOnly) => onChange({ positiveOnly })}>
        Leave out lines whose {draft.quantityColumn === "" ? "amount" : "quantity"} is not above 0, such as cancellations
      </Tick>
    </Part>
  );
}

function ColumnSelect({ names, value, none, disabled, onChange }: { names: string[]; value: string; none: string; disabled?: boolean; onChange: (name: string) => void }) {
  return (
    <Select value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
      <option value="">{none}</option>
      {names.map((name) => <option key={name} value={name}>{name}</option>)}
    </Select>
  );
}

function Tick({ checked, disabled, className, onChange, children }: { checked: boolean; disabled?: boolean; className?: string; onChange: (checked: boolean) => void; children: React.ReactNode }) {
  return (
    <label className={`flex items-start gap-2.5 text-sm ${disabled ? "text-muted" : ""} ${className ?? ""}`}>
      <Checkbox className="mt-0.5" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span className="min-w-0">{children}</span>
    </label>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line pt-3">
      <h3 id={id} className="mb-2 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}
