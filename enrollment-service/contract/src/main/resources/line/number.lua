-- Gives requests the next numbers, and places at the end of the line.
-- numbers: the next ones, as text; requests: number, what it asks, number, ...
-- Returns false if somebody has one of them already: the line is older than its numbers. The next try has later ones.
local function join(numbers, requests)
  redis.call('INCRBY', KEYS[4], #numbers)
  for _, decision in ipairs(redis.call('HMGET', KEYS[5], unpack(numbers))) do
    if decision then
      return false
    end
  end
  local scored = {}
  for i, number in ipairs(numbers) do
    scored[2 * i - 1], scored[2 * i] = number, number
  end
  if redis.call('ZADD', KEYS[1], 'NX', unpack(scored)) < #numbers then
    return false
  end
  if redis.call('HSET', KEYS[2], unpack(requests)) < #numbers then
    return false
  end
  redis.call('HINCRBY', KEYS[5], '@UNDECIDED@', #numbers)
  return true
end
