import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs one of our Python scripts with a JSON value on stdin and returns the JSON value that it prints on stdout.
 * @param python path of the interpreter (of a virtual environment that has what the script imports)
 * @param script file name under tests/interop/python
 * @throws Error with the script's stderr when it fails, prints no JSON, or takes longer than `timeoutMs`
 */
export async function runPython(
  python: string,
  script: string,
  input: unknown,
  timeoutMs = 120_000,
): Promise<unknown> {
  const path = fileURLToPath(new URL(`./python/${script}`, import.meta.url));
  const child = spawn(python, [path], { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  // A script that dies before it has read everything closes the pipe; its exit code tells the story.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(input));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const stderr = Buffer.concat(errors).toString();
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr}`);
  return JSON.parse(Buffer.concat(output).toString());
}
