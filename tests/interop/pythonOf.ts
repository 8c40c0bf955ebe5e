/**
 * The Python interpreter that the environment names (`ROADCREW_PYTHON_9`, `ROADCREW_PYTHON_10`).
 * @throws Error when it names none: interoperability is never skipped silently.
 */
export function pythonOf(variable: string): string {
  const { [variable]: python } = process.env;
  if (!python) {
    throw new Error(
      `${variable} is not set: it has to name the Python of a virtual environment with the bittensor SDK` +
        ' (9: bittensor==9.12.2 async-substrate-interface==1.6.4 scalecodec, 10: bittensor==10.5.0)',
    );
  }
  return python;
}
