import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { NewRecommender } from "@/components/recommendation/new-recommender";
import { requireUser } from "@/lib/auth/require-user";

export const metadata: Metadata = { title: "New recommender" };

export default async function NewRecommenderPage() {
  const { role } = await requireUser();
  if (role === "viewer") forbidden();
  return <NewRecommender />;
}
