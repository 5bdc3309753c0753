"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/browser-fetch";
import { algorithmListSchema, recommenderAlgorithmSchema, type Recommender, type RecommenderParameters } from "@/lib/schemas/recommender";
import { AlgorithmParameters } from "./algorithm-parameters";
import { checkRecommenderDraft, emptyDraft } from "./recommender-draft";
import { recommendersPath } from "./recommender-paths";
import { algorithmFamilies, algorithmLabels } from "./recommender-words";
import { useRetrain } from "./use-retrain";

/** Another version with another algorithm or parameters, on the newest rows. */
export function RetrainDialog({ recommender, onClose }: { recommender: Recommender; onClose: () => void }) {
  const newest = recommender.versions[0];
  const [algorithm, setAlgorithm] = useState(newest?.algorithm ?? recommender.algorithm);
  const [parameters, setParameters] = useState<RecommenderParameters>(newest?.parameters ?? {});
  const [promote, setPromote] = useState(false);
  const algorithms = useQuery({ queryKey: ["recommender-algorithms"], queryFn: ({ signal }) => fetchJson(`${recommendersPath}/algorithms`, algorithmListSchema, { signal }), staleTime: Infinity });
  const retrain = useRetrain(recommender.id);
  const info = algorithms.data?.items.find(({ name }) => name === algorithm);
  const problems = checkRecommenderDraft({ ...emptyDraft, parameters }, info);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="New version with changes" description="It learns from the newest rows and is judged on the same splits, so that you can compare it with the version that serves." className="w-[min(40rem,calc(100vw-2rem))]">
        <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); retrain.mutate({ algorithm, parameters, promote }, { onSuccess: onClose }); }}>
          <Field label="Algorithm" hint={info?.summary}>
            <Select value={algorithm} onChange={(event) => { setAlgorithm(recommenderAlgorithmSchema.parse(event.target.value)); setParameters({}); }}>
              {algorithmFamilies.map((family) => <optgroup key={family.name} label={family.name}>{family.members.map((member) => <option key={member} value={member}>{algorithmLabels[member]}</option>)}</optgroup>)}
            </Select>
          </Field>
          {info ? <AlgorithmParameters key={algorithm} info={info} feedback={newest?.learnedFrom?.feedback ?? "explicit"} values={parameters} problems={problems} onChange={setParameters} /> : <Skeleton className="h-24" />}
          <label className="flex items-center gap-2 text-sm"><Checkbox checked={promote} onChange={(event) => setPromote(event.target.checked)} /> Let it serve as soon as it is done</label>
          <DialogFooter>
            <DialogClose asChild><Button>Cancel</Button></DialogClose>
            <Button type="submit" variant="primary" loading={retrain.isPending} disabled={Object.keys(problems).length > 0}>Train version</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
