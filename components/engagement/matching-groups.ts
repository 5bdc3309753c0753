import type { PeopleDataset } from "@/lib/schemas/engagement-groups";

/** What has the text in its name: a dataset or a run with all that is in it, or single segments and audiences. Empty datasets are left out. */
export function matchingGroups(datasets: PeopleDataset[], text: string): PeopleDataset[] {
  const wanted = text.trim().toLocaleLowerCase();
  const has = (name: string): boolean => name.toLocaleLowerCase().includes(wanted);
  return datasets.flatMap((people) => {
    const isWhole = has(people.name);
    const runs = people.runs.flatMap((run) => {
      const segments = isWhole || has(run.name) ? run.segments : run.segments.filter(({ name }) => has(name));
      return segments.length > 0 ? [{ ...run, segments }] : [];
    });
    const audiences = isWhole ? people.audiences : people.audiences.filter(({ name }) => has(name));
    return runs.length + audiences.length > 0 ? [{ ...people, runs, audiences }] : [];
  });
}
