/**
 * `MemoryBuckets.consume` for Redis, in the form that rate-limiter-flexible calls: KEYS[1] the bucket, ARGV[1] what is
 * taken, ARGV[3] what a bucket holds, ARGV[4] seconds in which it fills (ARGV[2] is that in whole seconds, at least 1).
 * Answers {used, ms until this would be allowed}; used above what the bucket holds means no.
 *
 * By the clock of Redis, which all miners share. Where it is set back, no bucket is more than empty.
 */
export const bucketScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local holds = tonumber(ARGV[3])
local whole = tonumber(ARGV[4]) * 1000
local each = whole / holds
local full = tonumber(redis.call('GET', KEYS[1]) or now)
full = math.min(math.max(full, now), now + whole) + ARGV[1] * each
local over = full - now - whole
if over > 0.001 then return {holds + 1, math.ceil(over)} end
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.max(1, math.ceil(full - now)))
return {math.ceil((full - now) / each - 0.000001), 0}
`;
