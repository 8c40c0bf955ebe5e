/** A release of the Python SDK that we are held against. */
export interface SdkRelease {
  name: string;
  /** Environment variable with the path of an interpreter that has it (`pythonOf`). */
  variable: string;
  /** As its dendrites write it: major·10⁶ + minor·10³ + patch. */
  version: number;
}

export const sdkReleases: readonly SdkRelease[] = [
  { name: '9.12.2', variable: 'ROADCREW_PYTHON_9', version: 9_012_002 },
  { name: '10.5.0', variable: 'ROADCREW_PYTHON_10', version: 10_005_000 },
];
