-- Puts a request that was quarantined back into the line, at its own number; unless its student has another one there.
-- Twice, or after it was decided anew, changes nothing.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions, seats, waitlist, changes
-- ARGV: number, its field in live, what it asks as in requests, its receipt behind the number, version of the section as
--   of which it is undecided again
-- Returns the other's number, or an empty text.
@OPEN@
@SHOWN@
local number = ARGV[1]
local live = redis.call('HGET', KEYS[3], ARGV[2])
live = live and string.match(live, '^%d+')
if live and live ~= number and redis.call('ZSCORE', KEYS[1], live) then
  return live
end
local known = redis.call('HGET', KEYS[5], number)
if known and tonumber(string.match(known, '^-?%d+')) > tonumber(ARGV[5]) then
  return ''
end
if redis.call('ZADD', KEYS[1], 'NX', number, number) == 1 then
  redis.call('HSET', KEYS[2], number, ARGV[3])
  redis.call('HINCRBY', KEYS[5], '@UNDECIDED@', 1)
  redis.call('HDEL', KEYS[5], number)
  redis.call('HSET', KEYS[3], ARGV[2], number .. ARGV[4])
  local revision = redis.call('HINCRBY', KEYS[6], 'revision', 1)
  redis.call('ZADD', KEYS[8], revision, number)
  redis.call('ZREMRANGEBYSCORE', KEYS[8], '-inf', revision - @REVISIONS_KEPT@)
end
return ''
