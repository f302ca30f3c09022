from django.db import migrations


def link_each_to_its_group(apps, schema_editor):
    """The sentence that names a technology is the one that names it in its group."""
    technologies = apps.get_model("keytech", "KeyTechnology")
    grounds = apps.get_model("keytech", "KeyTechnologyGround").objects
    links = apps.get_model("keytech", "TechnologyGroup").objects
    for member in technologies.objects.exclude(group=None):
        own = grounds.filter(record=member, supports="record", passage__isnull=False)
        ground = own.order_by("passage__start").first()
        links.create(
            group=member.group,
            member=member,
            passage=ground and ground.passage,
            reason="" if ground else "Zo was de technologie al ingedeeld.",
        )


def put_one_group_back(apps, schema_editor):
    for link in apps.get_model("keytech", "TechnologyGroup").objects.all():
        link.member.group = link.group
        link.member.save()


class Migration(migrations.Migration):
    dependencies = [
        ("keytech", "0002_technology_groups"),
    ]

    operations = [
        migrations.RunPython(link_each_to_its_group, put_one_group_back),
    ]
