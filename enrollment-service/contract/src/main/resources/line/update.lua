-- Shows requests' decisions after the commit that made or changed them, and takes them out of the line. Twice, or late,
-- changes nothing: what a newer commit brought stays.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions, seats, waitlist, changes
-- ARGV: version, capacity, taken, waitlisted of the section, then per request (1,500 at most): number, its field in
--   live, 1 if that stays else 0, 1 if it stands on the waitlist else 0, decision (its version first)
-- Returns how many wait.
@OPEN@
@SHOWN@
local numbers = {}
for i = 5, #ARGV, 5 do
  numbers[#numbers + 1] = ARGV[i]
end
if #numbers > 0 then
  local left = redis.call('ZREM', KEYS[1], unpack(numbers))
  if left > 0 then
    redis.call('HINCRBY', KEYS[5], '@UNDECIDED@', -left)
  end
  redis.call('HDEL', KEYS[2], unpack(numbers))
  local known = redis.call('HMGET', KEYS[5], unpack(numbers))
  local changes, unranked = {}, {}
  for n = 1, #numbers do
    local i = 5 * n
    local number, decision = ARGV[i], ARGV[i + 4]
    if not known[n] or tonumber(string.match(known[n], '^-?%d+')) <= tonumber(string.match(decision, '^-?%d+')) then
      changes[#changes + 1] = number
      changes[#changes + 1] = decision
      if ARGV[i + 3] == '1' then
        redis.call('ZADD', KEYS[7], number, number)
      else
        unranked[#unranked + 1] = number
      end
      if ARGV[i + 2] == '0' then
        local live = redis.call('HGET', KEYS[3], ARGV[i + 1])
        if live and string.match(live, '^%d+') == number then
          redis.call('HDEL', KEYS[3], ARGV[i + 1])
        end
      end
    end
  end
  if #unranked > 0 then
    -- Ranks are there before earlier decisions are restored.
    redis.call('ZREM', KEYS[7], unpack(unranked))
  end
  if #changes > 0 then
    redis.call('HSET', KEYS[5], unpack(changes))
    redis.call('HSET', KEYS[6], 'ranked', redis.call('ZCARD', KEYS[7]))
    local revision = redis.call('HINCRBY', KEYS[6], 'revision', 1)
    local scored = {}
    for i = 1, #changes, 2 do
      scored[i], scored[i + 1] = revision, changes[i]
    end
    redis.call('ZADD', KEYS[8], unpack(scored))
    redis.call('ZREMRANGEBYSCORE', KEYS[8], '-inf', revision - @REVISIONS_KEPT@)
  end
end
if tonumber(seats[1]) < tonumber(ARGV[1]) then
  redis.call('HSET', KEYS[6], 'version', ARGV[1], 'capacity', ARGV[2], 'taken', ARGV[3], 'waitlisted', ARGV[4])
end
return redis.call('ZCARD', KEYS[1])
