-- Tells requests' decisions after the commit that made or changed them, and takes them out of the line. Saying it
-- twice, or late, changes nothing: what a newer commit said stays.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, decisions, seats, waitlist
-- ARGV: version, capacity, taken, waitlisted of the section, then per request: number, its field in live, 1 if that
--   stays else 0, 1 if it stands on the waitlist else 0, decision (its version first)
-- Returns how many wait.
local version = tonumber(ARGV[1])
for i = 5, #ARGV, 5 do
  local number, field = ARGV[i], ARGV[i + 1]
  redis.call('ZREM', KEYS[1], number)
  redis.call('HDEL', KEYS[2], number)
  local told = redis.call('HGET', KEYS[4], number)
  if not told or tonumber(string.match(told, '^%d+')) <= tonumber(string.match(ARGV[i + 4], '^%d+')) then
    redis.call('HSET', KEYS[4], number, ARGV[i + 4])
    if ARGV[i + 3] == '1' then
      redis.call('ZADD', KEYS[6], number, number)
    elseif told then
      redis.call('ZREM', KEYS[6], number)
    end
    if ARGV[i + 2] == '0' then
      local live = redis.call('HGET', KEYS[3], field)
      if live and string.match(live, '^%d+') == number then
        redis.call('HDEL', KEYS[3], field)
      end
    end
  end
end
local known = redis.call('HGET', KEYS[5], 'version')
if not known or tonumber(known) < version then
  redis.call('HSET', KEYS[5], 'version', ARGV[1], 'capacity', ARGV[2], 'taken', ARGV[3], 'waitlisted', ARGV[4])
end
return redis.call('ZCARD', KEYS[1])
