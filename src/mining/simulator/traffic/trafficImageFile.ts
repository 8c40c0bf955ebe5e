/** Where a recording keeps an image that is not in its lines: in the folder beside it. @param sha256 hexadecimal */
export const trafficImageFile = (trafficPath: string, sha256: string): string =>
  `${trafficPath}.images/${sha256}.jpg`;
