/** A release of the Python SDK that we are held against. */
export interface SdkRelease {
  name: string;
  /** Environment variable with the path of an interpreter that has it. */
  variable: string;
  /** As its dendrites write it: major·10⁶ + minor·10³ + patch. */
  version: number;
}

export const sdkReleases: readonly SdkRelease[] = [
  { name: '9.12.2', variable: 'ROADCREW_PYTHON_9', version: 9_012_002 },
  { name: '10.5.0', variable: 'ROADCREW_PYTHON_10', version: 10_005_000 },
];

/**
 * The interpreter that has `release`.
 * @throws Error when the environment names none: interoperability that was not tested must not look tested.
 */
export function pythonOf({ name, variable }: SdkRelease): string {
  const python = process.env[variable];
  if (python === undefined || python === '') {
    throw new Error(
      `${variable} is not set. Let it name the python of a virtual environment with bittensor==${name}` +
        ' (9.12.2 also needs async-substrate-interface==1.6.4 and scalecodec).',
    );
  }
  return python;
}
