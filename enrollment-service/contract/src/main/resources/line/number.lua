-- Gives a request the next number and a place at the end of the line.
local function join(request)
  local number = string.format('%.0f', redis.call('INCR', KEYS[4]))
  -- Somebody has this number already: the line is older than its numbers.
  if redis.call('HEXISTS', KEYS[5], number) == 1
    or redis.call('HSETNX', KEYS[2], number, request) == 0
    or redis.call('ZADD', KEYS[1], 'NX', number, number) == 0 then
    return nil
  end
  redis.call('HINCRBY', KEYS[5], '@UNDECIDED@', 1)
  return number
end
