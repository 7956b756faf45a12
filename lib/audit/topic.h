/*
 * topic.h - `hall-audit log TOPIC`: duty records.
 *
 * Shape:   a fact `log` whose topic, required columns, possible results and
 *          capability are configured.
 * Source:  hall.yaml(5), "Topics".
 */
#ifndef AUDIT_TOPIC_H
#define AUDIT_TOPIC_H

#include "base/cli.h"

extern const struct cli_option topic_options[];
enum hall_status topic_log(struct cli *);
/* Post files of them, all or none. */
enum hall_status topic_post(struct cli *);

#endif
