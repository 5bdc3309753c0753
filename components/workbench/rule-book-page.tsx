"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, RotateCcw } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { toast } from "@/components/ui/toast";
import { fetchJson } from "@/lib/http/browser-fetch";
import { ruleBookAnswerSchema, type Rule } from "@/lib/schemas/rule-book";
import { moved, newRule, problemsOf, tidyRule } from "./rule-draft";
import { RuleRow } from "./rule-row";
import { RuleTrialCard, useRuleTrial } from "./rule-trial";

interface RuleBookPageProps {
  initial: { rules: Rule[]; original: boolean };
  /** Analysts and administrators write the rules; viewers read them. */
  canChange: boolean;
}

const path = "/api/v1/rule-book";

/** The rules behind every suggestion: read, written, put in order, tried on a run, and put back. */
export function RuleBookPage({ initial, canChange }: RuleBookPageProps) {
  const client = useQueryClient();
  const [saved, setSaved] = useState(initial);
  const [rules, setRules] = useState(initial.rules);
  const [openId, setOpenId] = useState<string>();
  const [restoring, setRestoring] = useState(false);
  const [runId, setRunId] = useQueryState("run", parseAsString.withDefault(""));
  const problems = rules.map(problemsOf);
  const complete = rules.filter((_, at) => Object.keys(problems[at] ?? {}).length === 0).map(tidyRule);
  const trial = useRuleTrial(runId, complete);
  const changed = JSON.stringify(rules) !== JSON.stringify(saved.rules);
  const incomplete = rules.length - complete.length;

  function take(answer: { rules: Rule[]; original: boolean }) {
    setSaved(answer);
    setRules(answer.rules);
    setOpenId(undefined);
    void client.invalidateQueries();
  }
  const save = useMutation({
    mutationFn: () => fetchJson(path, ruleBookAnswerSchema, { method: "PUT", body: { rules: complete } }),
    onSuccess: (answer) => {
      take(answer);
      toast.success("The rule book is saved. Every run's suggestions follow it.");
    },
  });
  const add = (rule: Rule, at: number) => {
    setRules(rules.toSpliced(at, 0, rule));
    setOpenId(rule.id);
  };
  const matchesOf = (id: string) => {
    const found = trial.data?.rules.find((rule) => rule.id === id);
    return runId && found ? trial.data?.segments.filter(({ segment }) => found.segments.includes(segment)) : undefined;
  };

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Rule book" }]}
        title="Rule book"
        subtitle={`${rules.length} rules suggest what to do with a segment; the first three that fit are shown · ${saved.original ? "the original rules" : "changed by your team"}`}
        actions={
          canChange ? (
            <>
              {saved.original ? null : <Button onClick={() => setRestoring(true)}><RotateCcw aria-hidden /> Reset to original</Button>}
              <Button onClick={() => add(newRule(rules), 0)}><Plus aria-hidden /> Add rule</Button>
              {changed ? <Button onClick={() => { setRules(saved.rules); setOpenId(undefined); }}>Discard changes</Button> : null}
              <Button variant="primary" disabled={!changed || incomplete > 0} loading={save.isPending} onClick={() => save.mutate()}>Save changes</Button>
            </>
          ) : null
        }
      />
      <div className="flex flex-col gap-3.5">
        <ProblemAlert error={save.error} />
        {changed ? <Alert tone="warning">{incomplete > 0 ? `${incomplete === 1 ? "One rule is" : `${incomplete} rules are`} not complete: the fields say what is missing.` : "You have changes that are not saved yet."}</Alert> : null}
        <RuleTrialCard runId={runId} onChoose={(id) => void setRunId(id || null)} trial={trial} />
        <Card className="p-0">
          {rules.length === 0 ? <EmptyState title="No rule" action={canChange ? <Button onClick={() => add(newRule(rules), 0)}><Plus aria-hidden /> Add rule</Button> : undefined}>Without rules no segment gets a suggestion. Add one, or reset to the original rules.</EmptyState> : (
            <ol aria-label="Rules, in the order they are asked" className="divide-y divide-line">
              {rules.map((rule, at) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  position={at}
                  count={rules.length}
                  problems={problems[at] ?? {}}
                  open={openId === rule.id}
                  canChange={canChange}
                  matches={matchesOf(rule.id)}
                  onOpen={(open) => setOpenId(open ? rule.id : undefined)}
                  onChange={(next) => setRules(rules.with(at, next))}
                  onMove={(by) => setRules(moved(rules, at, at + by))}
                  onCopy={() => add({ ...rule, id: newRule(rules).id }, at + 1)}
                  onRemove={() => setRules(rules.toSpliced(at, 1))}
                />
              ))}
            </ol>
          )}
        </Card>
      </div>
      <ConfirmDialog open={restoring} onOpenChange={setRestoring} title="Reset to the original rules?" description="Your team's rules go; the ones that Tessera starts with take their place, in every run." confirmLabel="Reset rules" onConfirm={async () => take(await fetchJson(path, ruleBookAnswerSchema, { method: "DELETE" }))} />
    </>
  );
}
