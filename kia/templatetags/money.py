from django import template

from kia import money

register = template.Library()

register.filter("millions", money.millions)
register.filter("thousands", money.thousands)
register.filter("whole_euros", money.whole)
register.filter("typed_amount", money.typed)
