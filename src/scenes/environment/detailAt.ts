/** How finely to cut round things at a distance, metres. */
export const detailAt = (distance: number): number => (distance < 22 ? 1 : distance < 50 ? 0.7 : 0.5);
