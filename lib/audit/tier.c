#include "audit/tier.h"

void
tiers_read(struct tiers *tiers, const struct node *node)
{
	const struct rate all = {1, 1};
	bool list = node && node->sort == NODE_LIST;
	size_t count = !node ? 0 : list ? node->children : 1;

	*tiers = (struct tiers){.count = 0};
	for (size_t i = 0; i < count && i < RULE_TIERS_MAX; i++) {
		const struct node *one = list ? node->child[i] : node;

		tiers->tier[tiers->count++] = (struct tier){
		    .to = node_int(one, "to", INT64_MAX),
		    .rate = node_rate(one, "rate", all),
		};
	}
}

int64_t
tiers_due(const struct tiers *tiers, int64_t count)
{
	for (size_t i = 0; i < tiers->count; i++) {
		struct rate rate = tiers->tier[i].rate;

		if (count <= tiers->tier[i].to)
			return divide_round(
			    (int128)count * rate.num, rate.den, ROUND_UP);
	}
	return count;
}
