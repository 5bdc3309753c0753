import type { RecommenderAlgorithm } from "../algorithms";
import type { Learned, RecommenderModel, Scorer } from "../model";
import type { TrainInput } from "../train-input";
import { openBaseline, openMean, trainBaseline, trainMean } from "./biases";
import { openBlend, trainBlend } from "./blend";
import { openContent, trainContent } from "./content";
import { openCooccurrence, trainCooccurrence } from "./cooccurrence";
import { openEase, trainEase } from "./ease";
import { openAls, openPairwise, trainAls, trainPairwise } from "./implicit-factors";
import { openItemNeighbours, trainItemNeighbours } from "./item-neighbours";
import { openPopular, trainPopular } from "./popularity";
import { openRatingFactors, trainRatingFactors } from "./rating-factors";
import { openUserNeighbours, trainUserNeighbours } from "./user-neighbours";

/** How an algorithm learns, and how what it learned answers. */
export interface Method {
  train: (input: TrainInput) => Promise<Learned> | Learned;
  open: (learned: Learned, model: RecommenderModel) => Scorer;
}

export const methods: Record<RecommenderAlgorithm, Method> = {
  mean: { train: trainMean, open: openMean },
  baseline: { train: trainBaseline, open: openBaseline },
  popular: { train: trainPopular, open: openPopular },
  "item-knn": { train: trainItemNeighbours, open: openItemNeighbours },
  ease: { train: trainEase, open: openEase },
  als: { train: trainAls, open: openAls },
  bpr: { train: (input) => trainPairwise(input, false), open: openPairwise },
  hybrid: { train: (input) => trainPairwise(input, true), open: openPairwise },
  svd: { train: (input) => trainRatingFactors(input, false), open: openRatingFactors },
  svdpp: { train: (input) => trainRatingFactors(input, true), open: openRatingFactors },
  "user-knn": { train: trainUserNeighbours, open: openUserNeighbours },
  cooccurrence: { train: trainCooccurrence, open: openCooccurrence },
  content: { train: trainContent, open: openContent },
  blend: { train: (input) => trainBlend(input, methods), open: (learned, model) => openBlend(learned, model, methods) },
};
