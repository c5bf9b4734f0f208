/*
 * What is drawn at random is drawn in blocks of one size, each with random numbers of its own that follow from the seed and its number: so the work can be
 * divided in any way, and stopped, and the result does not depend on how.
 */

/** The estimates of one block, in an order of its kind. Plain data, so that a worker can send it. */
export interface Block {
  readonly index: number;
  readonly values: Float64Array;
}

/** What is to be drawn, as it can be sent to a thread: plain data, told apart by its kind. */
export interface DrawingTask {
  readonly kind: string;
}

/** Measures the block of a number. */
export type BlockMeasure = (index: number) => Block;

/** What makes the measure of a task, with all that its blocks share. */
export type Begin<Task extends DrawingTask> = (task: Task) => BlockMeasure | Promise<BlockMeasure>;

/** Measures blocks of a task, on as many threads as it has. */
export interface Measuring {
  /** On how many threads it would measure so many blocks. */
  readonly threads: (count: number) => number;
  /**
   * The blocks with these numbers, in order; those that are done where the signal ends the work. What `progress` throws
   * ends the work too.
   * @param begin makes the measure where it is this thread that measures
   */
  readonly measure: <Task extends DrawingTask>(
    task: Task,
    begin: Begin<Task>,
    indices: readonly number[],
    more: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
  ) => Promise<Block[]>;
}

/** One block after the other, with a pause between them in which others have their turn. */
export const oneThread: Measuring = {
  threads: () => 1,
  async measure(task, begin, indices, { signal, progress }) {
    const measured = await begin(task);
    const blocks: Block[] = [];
    for (const index of indices) {
      if (signal.aborted) break;
      blocks.push(measured(index));
      progress(blocks.length);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return blocks;
  },
};

/** The words that a stream of random numbers for a block begins with. A seed may have more than 32 bits. */
export const seedOfBlock = (seed: number, index: number): number[] => [
  seed % 2 ** 32,
  Math.floor(seed / 2 ** 32),
  index,
];
