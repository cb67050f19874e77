-- Replaces requests by their decisions, after the commit that decided them. Saying it twice changes nothing.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, decisions, seats
-- ARGV: version, capacity, taken of the section, then per request: number, student, 1 if its receipt stays live
--       else 0, decision
for i = 4, #ARGV, 4 do
  local number, student = ARGV[i], ARGV[i + 1]
  redis.call('ZREM', KEYS[1], number)
  redis.call('HDEL', KEYS[2], number)
  redis.call('HSET', KEYS[4], number, ARGV[i + 3])
  if ARGV[i + 2] == '0' then
    local live = redis.call('HGET', KEYS[3], student)
    if live and string.match(live, '^%d+') == number then
      redis.call('HDEL', KEYS[3], student)
    end
  end
end
local known = redis.call('HGET', KEYS[5], 'version')
if not known or tonumber(known) < tonumber(ARGV[1]) then
  redis.call('HSET', KEYS[5], 'version', ARGV[1], 'capacity', ARGV[2], 'taken', ARGV[3])
end
return redis.call('ZCARD', KEYS[1])
