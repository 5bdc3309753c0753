-- AlterTable
ALTER TABLE "datasets" ADD COLUMN     "kind_chosen" BOOLEAN NOT NULL DEFAULT false;


