"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { insightFigure } from "@/lib/charts/insight-figure";
import { fetchJson, problemText } from "@/lib/http/browser-fetch";
import { engagementInsightsSchema, type Insight } from "@/lib/schemas/engagement-answers";
import { useEngagementScope } from "./engagement-scope";
import { inTurn } from "./request-turns";
import { type ChartQuestion, questionText } from "./use-chart";

const shownInsights = 4;

/** What holds beyond chance, in sentences; each shows the numbers behind it and leads to its chart. */
export function InsightsStrip({ onShow }: { onShow: (insight: Insight) => void }) {
  const scope = useEngagementScope();
  const question: ChartQuestion = { ...scope.question, ...scope.days, ...segmentsOf(scope.groups) };
  const found = useQuery({
    queryKey: ["engagement-insights", scope.datasetId, question],
    queryFn: ({ signal }) => inTurn(signal, () => fetchJson(`/api/v1/engagement/${scope.datasetId}/insights?${questionText(question)}`, engagementInsightsSchema, { signal })),
    enabled: !scope.isSettling,
    staleTime: 60_000,
    retry: false,
  });
  const insights = found.data?.insights.slice(0, shownInsights) ?? [];
  return (
    <section aria-label="Worth knowing" className="card flex min-h-11 flex-wrap items-baseline gap-x-3 gap-y-1 rounded-card border border-line bg-panel px-4 py-2.5 text-sm">
      <h2 className="font-semibold">Worth knowing</h2>
      {found.isPending ? <Skeleton className="h-4 w-2/3" /> : null}
      {found.error ? <p className="text-muted">{problemText(found.error).detail} <Button variant="link" onClick={() => void found.refetch()}>Try again</Button></p> : null}
      {found.data && insights.length === 0 ? <p className="text-muted">{found.data.tested === 0 ? "Too little happened in this range to ask what stands out." : `Nothing in this range stands out beyond chance (${found.data.tested} questions asked).`}</p> : null}
      {insights.map((insight) => <Sentence key={insight.sentence} insight={insight} method={found.data?.method ?? ""} onShow={() => onShow(insight)} />)}
    </section>
  );
}

/** The segments of one run that are compared: insights then say which of them are behind a change. */
function segmentsOf(groups: { question: ChartQuestion }[]): ChartQuestion {
  const runs = [...new Set(groups.map(({ question }) => question.segmentation))];
  const [run] = runs;
  if (runs.length !== 1 || run === undefined) return {};
  return { segmentation: run, segment: groups.map(({ question }) => String(question.segment)) };
}

function Sentence({ insight, method, onShow }: { insight: Insight; method: string; onShow: () => void }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button type="button" className="text-left text-muted underline decoration-transparent decoration-dotted underline-offset-3 hover:text-ink hover:decoration-line-strong">{insight.sentence}</button>
      </PopoverTrigger>
      <PopoverContent aria-label="Numbers behind it" className="w-80">
        <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
          {insight.figures.map((figure) => (
            <div key={figure.name} className="contents">
              <dt className="text-muted">{figure.name}</dt>
              <dd className="text-right tabular">{insightFigure(figure)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-2 text-xs text-muted">{insight.test}; p {insight.adjustedPValue < 0.001 ? "< 0.001" : `= ${insight.adjustedPValue.toFixed(3)}`}. {method}</p>
        <PopoverClose asChild><Button size="sm" className="mt-2.5" onClick={onShow}>Show the chart</Button></PopoverClose>
      </PopoverContent>
    </Popover>
  );
}
