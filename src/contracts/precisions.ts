/** Precisions in which a backbone comes. Plain data, so that the command line can name them before it loads anything. */
export const precisions = ['int8', 'fp16', 'fp32'] as const;
