import type { Metadata } from "next";
import { RecommenderList } from "@/components/recommendation/recommender-list";
import { requireUser } from "@/lib/auth/require-user";

export const metadata: Metadata = { title: "Recommenders" };

export default async function RecommendersPage() {
  const { role } = await requireUser();
  return <RecommenderList canTrain={role !== "viewer"} />;
}
