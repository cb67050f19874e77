-- Gives a request that lost its number to another one a new number, at the end of the line, once.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions
-- ARGV: its field in live, what it asks as in requests, acceptedAt (ms since 1970), the number that it lost
-- Returns its number.
@OPEN@
@NUMBER@
local live = redis.call('HGET', KEYS[3], ARGV[1])
live = live and string.match(live, '^%d+')
if live and live ~= ARGV[4] then
  local decision = redis.call('HGET', KEYS[5], live)
  local state = decision and cjson.decode(string.match(decision, '|(.*)$')).state
  if state ~= 'refused' and state ~= 'quarantined' then
    return live
  end
end
local number = join(ARGV[2])
if not number then
  return redis.error_reply('@CLOSED@ a number was given twice')
end
redis.call('HSET', KEYS[3], ARGV[1], number .. '|' .. ARGV[3])
return number
