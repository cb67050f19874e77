-- Gives a request that lost its number to another one a new number, at the end of the line, once.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions
-- ARGV: its field in live, what it asks as in requests, its receipt behind the number, the number that it lost
-- Returns its number.
@OPEN@
@NUMBER@
@DECISION@
local live = redis.call('HGET', KEYS[3], ARGV[1])
live = live and string.match(live, '^%d+')
if live and live ~= ARGV[4] then
  local decision = decisionOn(live)
  if not decision or not gotNothing(decision) then
    return live
  end
end
local number = string.format('%.0f', last + 1)
if not join({number}, {number, ARGV[2]}) then
  return redis.error_reply('@CLOSED@ a number was given twice')
end
redis.call('HSET', KEYS[3], ARGV[1], number .. ARGV[3])
return number
