/** A coordinate of a drawing: a tenth of a pixel is enough, and keeps files small and equal between machines. */
export const toPixel = (value: number): string => String(Math.round(value * 10) / 10);
