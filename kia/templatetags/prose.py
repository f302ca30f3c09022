from django import template

from kia.prose import html

register = template.Library()

register.filter("prose", html)
