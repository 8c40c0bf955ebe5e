/**
 * The Python interpreter that the environment names (`ROADCREW_PYTHON_9`, `ROADCREW_PYTHON_10`).
 * @throws Error when it names none: interoperability is never skipped silently.
 */
export function pythonOf(variable: string): string {
  const { [variable]: python } = process.env;
  if (!python) {
    throw new Error(
      `${variable} is not set: it has to name the Python of a virtual environment with the bittensor SDK`,
    );
  }
  return python;
}
