-- Gives a request that lost its number to another one a new number, at the end of the line, once.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions
-- ARGV: its field in live, what it asks as in requests, acceptedAt (ms since 1970)
-- Returns its number.
@OPEN@
@NUMBER@
local live = redis.call('HGET', KEYS[3], ARGV[1])
if live then
  return string.match(live, '^%d+')
end
local number = join(ARGV[2])
if not number then
  return redis.error_reply('@CLOSED@ a number was given twice')
end
redis.call('HSET', KEYS[3], ARGV[1], number .. '|' .. ARGV[3])
return number
