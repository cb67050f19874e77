-- Whether nobody can tell yet if a number that is neither in the line nor decided was decided before the line was
-- opened; soon it can be told.
local function isUntold(number)
  return tonumber(number) < @EPOCH@ * 1099511627776 and redis.call('HEXISTS', KEYS[5], '@UNRESTORED@') == 1
end
