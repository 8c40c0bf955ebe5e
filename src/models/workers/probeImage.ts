/**
 * A PNG of 16 × 16 pixels in greys and colours, with which a worker warms up and is tried before it gets work. (Made
 * once with sharp; the host has no image library and needs none.)
 */
export const probeImage: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAACXBIWXMAAAPoAAAD6AG1e1JrAAABkUlEQVQozw3LkQKFIQyA0ftgYRiGw+Ew+CAMh8PhMOwB73/8/FqjN0ZjNqShDWusxm6chjeikY1q3MZr/Fqnd0ZndqSjHeuszu6cjneik53q3M7rXxj0wRjMgQx0YIM12IMz8EEMclCDO3jjC5M+GZM5kYlObLIme3ImPolJTmpyJ29+QejCEKYgggomLGELR3AhhBRKuMKTLyhdGcpURFHFlKVs5SiuhJJKKVd5+gWjG8OYhhhqmLGMbRzDjTDSKOMaz76w6IuxmAtZ6MIWa7EXZ+GLWOSiFnfx1hc2fTM2cyMb3dhmbfbmbHwTm9zU5m7e/sKhH8ZhHuSgBzuswz6cgx/ikIc63MM7X3C6M5zpiKOOOcvZznHcCSedcq7z/AtBD0YwAwk0sGAFOziBBxFkUMENXnwh6clIZiKJJpasZCcn8SSSTCq5ycsvFL0YxSyk0MKKVeziFF5EkUUVt3j1hUu/jMu8yEUvdlmXfTkXv8QlL3W5l3e/8OiP8ZgPeejDHuuxH+fhj3jkox738R5/2UxoECIsjgIAAAAASUVORK5CYII=',
  'base64',
);
