// The figures a classifier is judged by.

/** Mean over the classes of each class's F1, 0 to 1; a class that never occurs and is never said counts nothing. */
export function macroF1(said: readonly number[], truth: readonly number[]): number {
  const classes = [...new Set([...said, ...truth])];
  const scores = classes.map((wanted) => {
    const { precision, recall } = precisionRecall(
      said.map((s) => s === wanted),
      truth.map((t) => t === wanted),
    );
    return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  });
  return mean(scores);
}

export function precisionRecall(
  said: readonly boolean[],
  truth: readonly boolean[],
): { readonly precision: number; readonly recall: number } {
  const hits = truth.filter((t, i) => t && said[i]).length;
  const claimed = said.filter(Boolean).length;
  const present = truth.filter(Boolean).length;
  return { precision: claimed === 0 ? 0 : hits / claimed, recall: present === 0 ? 0 : hits / present };
}

/** Area under the ROC curve: how often a complaint scores higher than a non-complaint; ties count half. */
export function auc(scores: readonly number[], truth: readonly boolean[]): number {
  const order = [...scores.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1;
    const meanRank = (from + 1 + to) / 2;
    rankSum += meanRank * order.slice(from, to).filter((i) => truth[i]).length;
    from = to;
  }
  const positives = truth.filter(Boolean).length;
  const negatives = truth.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

const BINS = 10;

/** Expected calibration error over ten equal bins: mean distance between the probability said and the share found. */
export function calibrationError(probabilities: readonly number[], truth: readonly boolean[]): number {
  const bins = Map.groupBy(probabilities.keys(), (i) => Math.min(BINS - 1, Math.floor((probabilities[i] ?? 0) * BINS)));
  let error = 0;
  for (const members of bins.values()) {
    const said = mean(members.map((i) => probabilities[i] ?? 0));
    const found = mean(members.map((i) => (truth[i] ? 1 : 0)));
    error += (members.length / probabilities.length) * Math.abs(said - found);
  }
  return error;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / (numbers.length || 1);
}
