-- Says how a section's line stands and what changed in it since an earlier snapshot, without changing it.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions, seats, waitlist, changes
-- ARGV: epoch and revision of the earlier snapshot (0 0: none), 1 to take one though nothing changed since, else 0
-- Returns {epoch, revision} if nothing changed; else {epoch, revision, 1 if all that changed is known else 0,
--   numbers that changed, numbers on the waitlist, how many wait, first that waits, all that wait}; the last is empty
--   if their numbers are consecutive.
@OPEN@
@SHOWN@
local revision = seats[2] or '0'
local isSameEpoch = ARGV[1] == '@EPOCH@'
if isSameEpoch and ARGV[2] == revision and ARGV[3] == '0' then
  return {'@EPOCH@', revision}
end

local isComplete = isSameEpoch and revision - ARGV[2] < @REVISIONS_KEPT@
local changed = isComplete and redis.call('ZRANGEBYSCORE', KEYS[8], '(' .. ARGV[2], '+inf') or {}
local first, all = '0', {}
if waiting > 0 then
  first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
  if redis.call('ZRANGE', KEYS[1], -1, -1)[1] - first + 1 ~= waiting then
    all = redis.call('ZRANGE', KEYS[1], 0, -1)
  end
end
return {'@EPOCH@', revision, isComplete and 1 or 0, changed, redis.call('ZRANGE', KEYS[7], 0, -1), waiting, first, all}
