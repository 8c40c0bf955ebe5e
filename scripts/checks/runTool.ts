import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/**
 * Runs a tool of node_modules in `root`.
 * @returns its output as faults when it failed, nothing when it succeeded
 */
export function runTool(root: string, command: string, args: readonly string[]): Promise<string[]> {
  const { PATH = '' } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${PATH}`, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (status) => {
      resolve(status === 0 ? [] : [output.trim() || `${command} failed with status ${status}`]);
    });
  });
}
