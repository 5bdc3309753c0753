import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { RecommenderPage } from "@/components/recommendation/recommender-page";
import { requireUser } from "@/lib/auth/require-user";
import { AppError } from "@/lib/errors";
import { idSchema } from "@/lib/schemas/paging";
import { getRecommender } from "@/lib/services/recommenders";

interface PageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await requireUser();
  return { title: (await loadRecommender((await params).id)).name };
}

export default async function OneRecommenderPage({ params }: PageProps) {
  const { role } = await requireUser();
  const recommender = await loadRecommender((await params).id);
  return <RecommenderPage key={recommender.id} initial={recommender} canChange={role !== "viewer"} />;
}

const loadRecommender = cache(async (id: string) => {
  if (!idSchema.safeParse(id).success) notFound();
  try {
    return await getRecommender(id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});
