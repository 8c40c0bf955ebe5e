/** Whether nobody on the way to an address can read along: it is https, or this machine. */
export const keepsSecrets = (address: string): boolean => {
  const url = URL.parse(address);
  return (
    url !== null && (url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
  );
};
