import { z } from 'zod';

const hotkeyForm = /^[1-9A-HJ-NP-Za-km-z]{40,60}$/;

/** `host:port`, IPv6 in brackets. */
export const targetInput = z.string().transform((text, issues) => {
  const [, host = '', port = ''] = /^(\[[0-9a-f:.]+\]|[\w.-]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host !== '' && Number(port) >= 1 && Number(port) <= 65_535) return { ip: host, port: Number(port) };
  issues.addIssue(`"${text}" is no host:port`);
  return z.NEVER;
});

export const hotkeyInput = z.string().regex(hotkeyForm, '--hotkey is an SS58 address');

/** `name=host:port=hotkey`. */
export const minerInput = z.string().transform((text, issues) => {
  const [name = '', target = '', hotkey = '', ...rest] = text.split('=');
  const address = targetInput.safeParse(target);
  if (name !== '' && name.length <= 60 && address.success && hotkeyForm.test(hotkey) && rest.length === 0) {
    return { name, address: { ...address.data, hotkey } };
  }
  issues.addIssue('--miner is written as name=host:port=hotkey');
  return z.NEVER;
});
